"""How samples are dealt: into batches for errors, blocks for kernels, and leaves of the merge tree."""

from __future__ import annotations

from typing import Final

#: Samples of a block, which a kernel processes in one call: its working rows stay in the first-level cache.
BLOCK: Final = 1024
#: Blocks whose moments form one leaf of the merge tree.
LEAF_BLOCKS: Final = 32
#: Samples of one leaf.
LEAF: Final = BLOCK * LEAF_BLOCKS
#: Batches of a run, for errors; Owen scramblings of the sobol design. Sample i is number i // 32 of batch i % 32.
BATCHES: Final = 32
