"""Values in memory."""

from concurrent.futures import ThreadPoolExecutor

from carbonspan.simulate.cache.recent import Recent


def test_what_was_used_longest_ago_is_forgotten() -> None:
    recent: Recent[str, int] = Recent(most=2)
    recent.put("a", 1)
    recent.put("b", 2)
    assert recent.get("a") == 1
    recent.put("c", 3)
    assert [recent.get(key) for key in "abc"] == [1, None, 3]


def test_a_value_is_replaced() -> None:
    recent: Recent[str, int] = Recent(most=2)
    for value in range(5):
        recent.put("a", value)
    recent.put("b", 9)
    assert (recent.get("a"), recent.get("b")) == (4, 9)


def test_threads_share_it() -> None:
    recent: Recent[int, int] = Recent(most=8)

    def use(start: int) -> bool:
        for key in range(start, start + 2000):
            recent.put(key % 50, key % 50)
            recent.get((key * 7) % 50)
        return all(recent.get(key) in (None, key) for key in range(50))

    with ThreadPoolExecutor(4) as threads:
        assert all(threads.map(use, range(4)))
    assert sum(recent.get(key) is not None for key in range(50)) == 8
