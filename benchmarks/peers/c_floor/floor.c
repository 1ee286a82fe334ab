/* The least time that samples of the eight-input model take: the engine's own draws, tables, model, moments and counts,
 * written by hand for one model and one instruction set, AVX-512 or AVX2 and FMA, as the compiler's flags say.
 *
 * Points, tables and bins are those of carbonspan's kernels (philox.py, sobol.py, tables.py, histogram.py), so that the
 * counts are the same. Moments are powers of the distance from one number, which takes one pass where the engine takes
 * two. What the engine does for any scenario and this program does not: read steps, call a model by pointer, keep all
 * inputs of a block until the model reads them all, reserve pages of bins for any range of values.
 */
#include <immintrin.h>
#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define INLINE static inline __attribute__((always_inline))

enum { INPUTS = 8, BLOCK = 1024, BATCHES = 32, LEAF = 32 * BLOCK, GROUP = 4, ROUNDS = 10 };
enum { CELL_BITS = 5, LOWEST = -33, SIDE = 64 << CELL_BITS, OUTERMOST = 1 << CELL_BITS, BLOCK_BITS = 10 };
enum { FIELDS = 7 }; /* count, four sums of powers, least, largest */

typedef struct {
    int64_t is_uniform, first, split; /* first: the row at which its table begins */
    double low, high;
} Law;

typedef struct {
    const uint64_t *keys;                              /* (inputs, 3) */
    const uint32_t *words, *directions, *scrambles;    /* (inputs, BLOCK), (inputs, 32), (inputs, BATCHES) */
    const double *table, *edges;                       /* (rows, 4), (rows,) */
    const Law *laws;                                   /* (inputs,) */
    int64_t is_sobol, samples, task, low, bins;        /* bins are counted from number low on */
    double centre;                                     /* of the sums of powers */
} Problem;

typedef struct {
    int64_t *counts, *groups; /* (bins,), (BATCHES, bins / GROUP) */
    double *moments;          /* (BATCHES, FIELDS) */
} Result;

/* ---- one sample at a time: the outermost points and split cells */

INLINE double from_bits(uint64_t bits) { double x; memcpy(&x, &bits, 8); return x; }
INLINE uint64_t to_bits(double x) { uint64_t bits; memcpy(&bits, &x, 8); return bits; }

static double extension(const uint64_t *key, uint32_t batch, uint64_t number) {
    uint32_t x[4] = {(uint32_t)number, (uint32_t)(number >> 32), (uint32_t)key[2], batch | BLOCK};
    uint32_t k0 = (uint32_t)key[0], k1 = (uint32_t)key[1];
    for (int r = 0; r < ROUNDS; r++, k0 += 0x9E3779B9u, k1 += 0xBB67AE85u) {
        uint64_t p = 0xD2511F53ull * x[0], q = 0xCD9E8D57ull * x[2];
        uint32_t a = (uint32_t)(q >> 32) ^ x[1] ^ k0, c = (uint32_t)(p >> 32) ^ x[3] ^ k1;
        x[0] = a, x[1] = (uint32_t)q, x[2] = c, x[3] = (uint32_t)p;
    }
    return (x[0] + 0.5) * 0x1p-32;
}

static __attribute__((noinline)) double look_up(const Problem *p, int d, uint32_t k, uint32_t batch, uint64_t number) {
    int32_t upper = (int32_t)k >> 31, whole = (int32_t)k ^ upper;
    double v = whole ? whole + 0.5 : extension(p->keys + 3 * d, batch, number);
    const int shift = 52 - CELL_BITS;
    uint64_t bits = to_bits(v);
    int64_t cell = (int64_t)(bits >> shift) - ((1023 + LOWEST) << CELL_BITS) + (upper & SIDE);
    double t = v - from_bits(bits & ~((1ull << shift) - 1));
    const double *table = p->table + 4 * p->laws[d].first, *edges = p->edges + p->laws[d].first;
    const double *row = table + 4 * cell;
    if (isnan(row[0])) {
        int64_t low = (int64_t)row[1], high = low + (int64_t)row[2];
        while (high - low > 1) {
            int64_t middle = (low + high) >> 1, above = -(int64_t)(edges[middle] <= t); /* without a branch */
            low += (middle - low) & above;
            high += (middle - high) & ~above;
        }
        row = table + 4 * low;
        t -= edges[low];
    }
    return fma(fma(fma(row[3], t, row[2]), t, row[1]), t, row[0]);
}

/* ---- vectors: W doubles, 2 W words */

#if defined(__AVX512F__) && defined(__AVX512DQ__) && defined(__AVX512VL__)
#define ISA "AVX-512"
enum { W = 8 };
typedef __m512d Doubles;
typedef __m512i Words;
typedef __m256i Half;

#define SET(x) _mm512_set1_epi64((long long)(x))
#define SET32(x) _mm512_set1_epi32((int)(x))
#define MULTIPLY(a, b) _mm512_mul_epu32(a, b)
#define HIGH(a) _mm512_srli_epi64(a, 32)
#define XOR(a, b) _mm512_xor_si512(a, b)
#define XOR3(a, b, c) _mm512_ternarylogic_epi64(a, b, c, 0x96)
#define ADD64(a, b) _mm512_add_epi64(a, b)
#define ADD32(a, b) _mm512_add_epi32(a, b)
#define MUL32(a, b) _mm512_mullo_epi32(a, b)
#define LOAD_WORDS(p) _mm512_load_si512(p)
#define STORE_WORDS(p, a) _mm512_store_si512(p, a)
/* Counters of two vectors, so that their low words side by side are in order. */
#define FIRST_COUNTERS _mm512_setr_epi64(0, 1, 4, 5, 8, 9, 12, 13)
#define SECOND_COUNTERS _mm512_setr_epi64(2, 3, 6, 7, 10, 11, 14, 15)
#define LOW_WORDS(x, y) \
    _mm512_castps_si512(_mm512_shuffle_ps(_mm512_castsi512_ps(x), _mm512_castsi512_ps(y), 0x88))
#define D(x) _mm512_set1_pd(x)
#define LOAD(p) _mm512_load_pd(p)
#define STORE(p, a) _mm512_store_pd(p, a)
#define PLUS(a, b) _mm512_add_pd(a, b)
#define MINUS(a, b) _mm512_sub_pd(a, b)
#define TIMES(a, b) _mm512_mul_pd(a, b)
#define FMA(a, b, c) _mm512_fmadd_pd(a, b, c)
#define MIN(a, b) _mm512_min_pd(a, b)
#define MAX(a, b) _mm512_max_pd(a, b)
#define CONVERT(h) _mm512_cvtepi32_pd(h)
#define LOW_HALF(a) _mm512_castsi512_si256(a)
#define HIGH_HALF(a) _mm512_extracti64x4_epi64(a, 1)
#define NANS(a) _mm512_cmp_pd_mask(a, a, _CMP_UNORD_Q)

INLINE Words reversed(Words x) {
#ifdef __GFNI__
    x = _mm512_gf2p8affine_epi64_epi8(x, _mm512_set1_epi64((long long)0x8040201008040201ull), 0);
    return _mm512_shuffle_epi8(x, _mm512_broadcast_i32x4(_mm_setr_epi8(3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12)));
#else
    Words order = _mm512_broadcast_i32x4(_mm_setr_epi8(3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12));
    Words high = _mm512_broadcast_i32x4(_mm_setr_epi8(0, -128, 64, -64, 32, -96, 96, -32, 16, -112, 80, -48, 48, -80, 112, -16));
    Words low = _mm512_broadcast_i32x4(_mm_setr_epi8(0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15));
    Words nibble = _mm512_set1_epi8(15);
    x = _mm512_shuffle_epi8(x, order);
    return _mm512_or_si512(_mm512_shuffle_epi8(high, _mm512_and_si512(x, nibble)),
                           _mm512_shuffle_epi8(low, _mm512_and_si512(_mm512_srli_epi16(x, 4), nibble)));
#endif
}

/* Offsets of the cells of 2 W points, and their whole distances from the lower edges; widens `least`. */
INLINE Words cells(Words k, Words *offset, Words *least) {
    Words upper = _mm512_srai_epi32(k, 31), v = _mm512_xor_si512(k, upper);
    *least = _mm512_min_epi32(*least, v);
    Words positive = _mm512_max_epi32(v, SET32(1));
    Words bits = _mm512_castps_si512(_mm512_cvt_roundepi32_ps(positive, _MM_FROUND_TO_ZERO | _MM_FROUND_NO_EXC));
    Words edge = _mm512_and_si512(bits, SET32(0xFFFFFFFFu << (23 - CELL_BITS)));
    Words row = _mm512_and_si512(_mm512_srli_epi32(bits, 23 - CELL_BITS - 2), SET32(0xFFFFFFFCu));
    /* the sum of the row and the side, if upper */
    *offset = ADD32(_mm512_sub_epi32(row, SET32(((127 + LOWEST) << CELL_BITS) * 4)), _mm512_and_si512(upper, SET32(SIDE * 4)));
    return _mm512_sub_epi32(v, _mm512_cvttps_epi32(_mm512_castsi512_ps(edge)));
}

/* The cubics of W samples whose rows begin at the offsets. */
INLINE Doubles cubics(const double *table, const uint32_t *o, Half distance) {
    Doubles t = PLUS(CONVERT(distance), D(0.5));
#define PAIR(i, j) _mm512_insertf64x4(_mm512_castpd256_pd512(_mm256_loadu_pd(table + o[i])), _mm256_loadu_pd(table + o[j]), 1)
    Doubles a = PAIR(0, 4), b = PAIR(1, 5), c = PAIR(2, 6), d = PAIR(3, 7);
    Doubles ab = _mm512_unpacklo_pd(a, b), cd = _mm512_unpacklo_pd(c, d);
    Doubles ba = _mm512_unpackhi_pd(a, b), dc = _mm512_unpackhi_pd(c, d);
    Words first = _mm512_setr_epi64(0, 1, 8, 9, 4, 5, 12, 13), last = _mm512_setr_epi64(2, 3, 10, 11, 6, 7, 14, 15);
    Doubles c0 = _mm512_permutex2var_pd(ab, first, cd), c2 = _mm512_permutex2var_pd(ab, last, cd);
    Doubles c1 = _mm512_permutex2var_pd(ba, first, dc), c3 = _mm512_permutex2var_pd(ba, last, dc);
    return FMA(FMA(FMA(c3, t, c2), t, c1), t, c0);
}

INLINE int32_t least_of(Words a) { return _mm512_reduce_min_epi32(a); }

/* The bins of W positive values, from number `low` on. */
INLINE void bins(uint32_t *b, Doubles y, Words low) {
    _mm256_store_si256((__m256i *)b, _mm512_cvtepi64_epi32(_mm512_sub_epi64(_mm512_srli_epi64(_mm512_castpd_si512(y), 42), low)));
}

#else
#define ISA "AVX2"
enum { W = 4 };
typedef __m256d Doubles;
typedef __m256i Words;
typedef __m128i Half;

#define SET(x) _mm256_set1_epi64x((long long)(x))
#define SET32(x) _mm256_set1_epi32((int)(x))
#define MULTIPLY(a, b) _mm256_mul_epu32(a, b)
#define HIGH(a) _mm256_srli_epi64(a, 32)
#define XOR(a, b) _mm256_xor_si256(a, b)
#define XOR3(a, b, c) _mm256_xor_si256(_mm256_xor_si256(b, c), a)
#define ADD64(a, b) _mm256_add_epi64(a, b)
#define ADD32(a, b) _mm256_add_epi32(a, b)
#define MUL32(a, b) _mm256_mullo_epi32(a, b)
#define LOAD_WORDS(p) _mm256_load_si256((const __m256i *)(p))
#define STORE_WORDS(p, a) _mm256_store_si256((__m256i *)(p), a)
#define FIRST_COUNTERS _mm256_setr_epi64x(0, 1, 4, 5)
#define SECOND_COUNTERS _mm256_setr_epi64x(2, 3, 6, 7)
#define LOW_WORDS(x, y) \
    _mm256_castps_si256(_mm256_shuffle_ps(_mm256_castsi256_ps(x), _mm256_castsi256_ps(y), 0x88))
#define D(x) _mm256_set1_pd(x)
#define LOAD(p) _mm256_load_pd(p)
#define STORE(p, a) _mm256_store_pd(p, a)
#define PLUS(a, b) _mm256_add_pd(a, b)
#define MINUS(a, b) _mm256_sub_pd(a, b)
#define TIMES(a, b) _mm256_mul_pd(a, b)
#define FMA(a, b, c) _mm256_fmadd_pd(a, b, c)
#define MIN(a, b) _mm256_min_pd(a, b)
#define MAX(a, b) _mm256_max_pd(a, b)
#define CONVERT(h) _mm256_cvtepi32_pd(h)
#define LOW_HALF(a) _mm256_castsi256_si128(a)
#define HIGH_HALF(a) _mm256_extracti128_si256(a, 1)
#define NANS(a) _mm256_movemask_pd(_mm256_cmp_pd(a, a, _CMP_UNORD_Q))

INLINE Words reversed(Words x) {
    Words order = _mm256_broadcastsi128_si256(_mm_setr_epi8(3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12));
#ifdef __GFNI__
    x = _mm256_gf2p8affine_epi64_epi8(x, _mm256_set1_epi64x((long long)0x8040201008040201ull), 0);
    return _mm256_shuffle_epi8(x, order);
#else
    Words high = _mm256_broadcastsi128_si256(_mm_setr_epi8(0, -128, 64, -64, 32, -96, 96, -32, 16, -112, 80, -48, 48, -80, 112, -16));
    Words low = _mm256_broadcastsi128_si256(_mm_setr_epi8(0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15));
    Words nibble = _mm256_set1_epi8(15);
    x = _mm256_shuffle_epi8(x, order);
    return _mm256_or_si256(_mm256_shuffle_epi8(high, _mm256_and_si256(x, nibble)),
                           _mm256_shuffle_epi8(low, _mm256_and_si256(_mm256_srli_epi16(x, 4), nibble)));
#endif
}

INLINE Words cells(Words k, Words *offset, Words *least) {
    Words upper = _mm256_srai_epi32(k, 31), v = _mm256_xor_si256(k, upper);
    *least = _mm256_min_epi32(*least, v);
    Words positive = _mm256_max_epi32(v, SET32(1)); /* bits beyond 24, which would round a float up, are cleared */
    Words bits = _mm256_castps_si256(_mm256_cvtepi32_ps(_mm256_andnot_si256(_mm256_srli_epi32(positive, 24), positive)));
    Words edge = _mm256_and_si256(bits, SET32(0xFFFFFFFFu << (23 - CELL_BITS)));
    Words row = _mm256_and_si256(_mm256_srli_epi32(bits, 23 - CELL_BITS - 2), SET32(0xFFFFFFFCu));
    *offset = ADD32(_mm256_sub_epi32(row, SET32(((127 + LOWEST) << CELL_BITS) * 4)), _mm256_and_si256(upper, SET32(SIDE * 4)));
    return _mm256_sub_epi32(v, _mm256_cvttps_epi32(_mm256_castsi256_ps(edge)));
}

INLINE Doubles cubics(const double *table, const uint32_t *o, Half distance) {
    Doubles t = PLUS(CONVERT(distance), D(0.5));
#define PAIR(i, j, k) _mm256_insertf128_pd(_mm256_castpd128_pd256(_mm_loadu_pd(table + o[i] + k)), _mm_loadu_pd(table + o[j] + k), 1)
    Doubles a = PAIR(0, 2, 0), b = PAIR(1, 3, 0), c = PAIR(0, 2, 2), d = PAIR(1, 3, 2);
    Doubles c0 = _mm256_unpacklo_pd(a, b), c1 = _mm256_unpackhi_pd(a, b);
    Doubles c2 = _mm256_unpacklo_pd(c, d), c3 = _mm256_unpackhi_pd(c, d);
    return FMA(FMA(FMA(c3, t, c2), t, c1), t, c0);
}

INLINE int32_t least_of(Words a) {
    __m128i b = _mm_min_epi32(_mm256_castsi256_si128(a), _mm256_extracti128_si256(a, 1));
    b = _mm_min_epi32(b, _mm_shuffle_epi32(b, 0x4E));
    return _mm_cvtsi128_si32(_mm_min_epi32(b, _mm_shuffle_epi32(b, 0xB1)));
}

INLINE void bins(uint32_t *b, Doubles y, Words low) {
    Words k = _mm256_sub_epi64(_mm256_srli_epi64(_mm256_castpd_si256(y), 42), low);
    __m256 packed = _mm256_permutevar8x32_ps(_mm256_castsi256_ps(k), _mm256_setr_epi32(0, 2, 4, 6, 0, 2, 4, 6));
    _mm_store_si128((__m128i *)b, _mm_castps_si128(_mm256_castps256_ps128(packed)));
}
#endif

/* ---- blocks */

typedef struct {
    double rows[INPUTS][BLOCK] __attribute__((aligned(64)));
    uint32_t points[BLOCK] __attribute__((aligned(64)));
    uint32_t offsets[BLOCK] __attribute__((aligned(64)));
    int32_t distances[BLOCK] __attribute__((aligned(64)));
    uint32_t bins[BLOCK] __attribute__((aligned(64)));
} Work;

INLINE void round_of(Words x[4], Words k0, Words k1) {
    Words p = MULTIPLY(x[0], SET(0xD2511F53u)), q = MULTIPLY(x[2], SET(0xCD9E8D57u));
    Words a = XOR3(HIGH(q), x[1], k0), c = XOR3(HIGH(p), x[3], k1);
    x[0] = a, x[1] = q, x[2] = c, x[3] = p;
}

/* What the first two rounds leave is the same for all counters but for one product in each. */
typedef struct {
    Words k0[ROUNDS], k1[ROUNDS];
    Words x0, x1, k1_x3, high, low; /* of the second round's words */
} Keys;

static void prepare(Keys *keys, const uint64_t *key, uint32_t upper, uint32_t batch) {
    uint32_t k0 = (uint32_t)key[0], k1 = (uint32_t)key[1];
    for (int r = 0; r < ROUNDS; r++, k0 += 0x9E3779B9u, k1 += 0xBB67AE85u) keys->k0[r] = SET(k0), keys->k1[r] = SET(k1);
    uint64_t q = 0xCD9E8D57ull * (uint32_t)key[2];
    uint32_t x0 = (uint32_t)(q >> 32) ^ upper ^ (uint32_t)key[0];
    uint64_t p = 0xD2511F53ull * x0;
    keys->k1_x3 = SET(batch ^ (uint32_t)key[1]);
    keys->x1 = XOR(SET((uint32_t)q), keys->k0[1]);
    keys->high = XOR(SET(p >> 32), keys->k1[1]);
    keys->low = SET((uint32_t)p);
}

/* The words after the first two rounds. */
INLINE void begin(Words x[4], Words counter, const Keys *keys) {
    Words p = MULTIPLY(counter, SET(0xD2511F53u));
    Words q = MULTIPLY(XOR(HIGH(p), keys->k1_x3), SET(0xCD9E8D57u));
    x[0] = XOR(HIGH(q), keys->x1), x[1] = q, x[2] = XOR(p, keys->high), x[3] = keys->low;
}

INLINE Words sobol_point(const uint32_t *words, Words base, Words seed, Words odd) {
    Words x = XOR(LOAD_WORDS(words), base);
    x = XOR(x, MUL32(x, SET32(0x3D20ADEAu)));
    x = MUL32(ADD32(x, seed), odd);
    x = XOR(x, MUL32(x, SET32(0x05526C56u)));
    x = XOR(x, MUL32(x, SET32(0x53A22864u)));
    return reversed(x);
}

static uint32_t base_word(const uint32_t *directions, uint64_t start) {
    uint64_t m = start >> BLOCK_BITS, gray = m ^ (m >> 1);
    uint32_t word = m & 1 ? directions[BLOCK_BITS - 1] : 0;
    for (int b = 0; b < 32 - BLOCK_BITS; b++)
        if (gray >> b & 1) word ^= directions[b + BLOCK_BITS];
    return word;
}

typedef struct {
    const Problem *problem;
    int d;
    uint32_t batch;
    uint64_t start;
    const double *table;
    double width, offset;
} Context;

/* Take 2 W points, which are samples j, … of the block: values of the uniform law, otherwise where the table has them. */
INLINE void take_points(const Context *c, Work *work, Words *least, Words k, int j, int is_uniform) {
    if (is_uniform) {
        double *x = work->rows[c->d] + j;
        Words s = XOR(k, SET32(0x80000000u));
        STORE(x, FMA(D(c->width), CONVERT(LOW_HALF(s)), D(c->offset)));
        STORE(x + W, FMA(D(c->width), CONVERT(HIGH_HALF(s)), D(c->offset)));
        return;
    }
    Words offset, distance = cells(k, &offset, least);
    STORE_WORDS(work->points + j, k);
    STORE_WORDS(work->offsets + j, offset);
    STORE_WORDS(work->distances + j, distance);
}

/* Vectors of 2 W samples some of which are in split cells: they are looked up at the end of the block, since a branch for
 * each would be mispredicted. */
typedef struct {
    int n;
    struct { int j; uint32_t nans; } vectors[BLOCK / (2 * W) + 1];
} Split;

/* Values at the offsets and distances of samples j, …, and whether some of them are in split cells. */
INLINE void look_up_vector(const Context *c, Work *work, int j, int split, Split *list) {
    double *x = work->rows[c->d] + j;
    Words distance = LOAD_WORDS(work->distances + j);
    Doubles a = cubics(c->table, work->offsets + j, LOW_HALF(distance));
    Doubles b = cubics(c->table, work->offsets + j + W, HIGH_HALF(distance));
    STORE(x, a);
    STORE(x + W, b);
    if (split) {
        list->vectors[list->n].j = j;
        list->vectors[list->n].nans = (uint32_t)NANS(a) | (uint32_t)NANS(b) << W;
        list->n += list->vectors[list->n].nans != 0;
    }
}

INLINE void look_up_list(const Context *c, Work *work, const Split *list) {
    for (int l = 0; l < list->n; l++)
        for (uint32_t nans = list->vectors[l].nans; nans; nans &= nans - 1) {
            int j = list->vectors[l].j + __builtin_ctz(nans);
            work->rows[c->d][j] = look_up(c->problem, c->d, work->points[j], c->batch, c->start + (uint64_t)j);
        }
}

/* Draw an input: 4 vectors of points, and the values of the 4 before them. An offset that is read just after a whole vector
 * of them was stored would wait for that store; and the processor multiplies for points while it loads rows of tables. */
INLINE void draw(const Context *c, Work *work, int is_sobol, int is_uniform, int split) {
    const Problem *p = c->problem;
    Words least = SET32(0x7FFFFFFF);
    Split list;
    list.n = 0;    Words base, seed, odd;
    const uint32_t *words = p->words + BLOCK * c->d;
    Keys keys;
    const uint64_t first = c->start / 4;
    if (is_sobol) {
        uint32_t scramble = p->scrambles[c->d * BATCHES + c->batch];
        base = SET32(base_word(p->directions + 32 * c->d, c->start)), seed = SET32(scramble), odd = SET32(scramble >> 16 | 1);
    } else {
        prepare(&keys, p->keys + 3 * c->d, (uint32_t)(first >> 32), c->batch);
    }
    const int apart = is_sobol ? 2 * W : 64; /* samples between the vectors that are drawn together */
    int before = 0;
    for (int i = 0; i < BLOCK / (8 * W); i++) {
        const int per_group = 64 / (2 * W), group = i / per_group, lane = 2 * W * (i % per_group);
        int j = is_sobol ? 8 * W * i : 256 * group + lane;
        Words x[4], y[4], k[4];
        if (!is_sobol) {
            Words counter = SET((uint32_t)(first + (uint64_t)(64 * group + lane)));
            begin(x, ADD64(counter, FIRST_COUNTERS), &keys);
            begin(y, ADD64(counter, SECOND_COUNTERS), &keys);
        }
        for (int w = 0; w < 4; w++) {
            if (is_sobol)
                k[w] = sobol_point(words + j + w * apart, base, seed, odd);
            else
                for (int r = 2 + 2 * w; r < 4 + 2 * w; r++) {
                    round_of(x, keys.k0[r], keys.k1[r]);
                    round_of(y, keys.k0[r], keys.k1[r]);
                }
            if (!is_uniform && i) look_up_vector(c, work, before + w * apart, split, &list);
        }
        for (int w = 0; w < 4; w++) {
            Words point = is_sobol ? k[w] : LOW_WORDS(x[w], y[w]);
            take_points(c, work, &least, point, j + w * apart, is_uniform);
        }
        before = j;
    }
    if (is_uniform) return;
    for (int w = 0; w < 4; w++) look_up_vector(c, work, before + w * apart, split, &list);
    look_up_list(c, work, &list);
    if (least_of(least) < OUTERMOST)
        for (int j = 0; j < BLOCK; j++) {
            int32_t k = (int32_t)work->points[j];
            if ((k ^ (k >> 31)) < OUTERMOST)
                work->rows[c->d][j] = look_up(p, c->d, (uint32_t)k, c->batch, c->start + (uint64_t)j);
        }
}

static void draw_input(Context *c, Work *work) {
    const Law *law = c->problem->laws + c->d;
    c->table = c->problem->table + 4 * law->first;
    c->width = (law->high - law->low) * 0x1p-32;
    c->offset = law->low + 0.5 * c->width + c->width * 0x1p31;
    if (c->problem->is_sobol) {
        if (law->is_uniform) draw(c, work, 1, 1, 0);
        else if (law->split) draw(c, work, 1, 0, 1);
        else draw(c, work, 1, 0, 0);
    } else {
        if (law->is_uniform) draw(c, work, 0, 1, 0);
        else if (law->split) draw(c, work, 0, 0, 1);
        else draw(c, work, 0, 0, 0);
    }
}

typedef struct {
    Doubles s1, s2, s3, s4, low, high;
} Sums;

INLINE Doubles model(Work *work, int j) {
    double(*x)[BLOCK] = work->rows;
    Doubles idle = LOAD(x[3] + j), power = FMA(LOAD(x[2] + j), MINUS(LOAD(x[4] + j), idle), idle);
    Doubles y = TIMES(TIMES(TIMES(LOAD(x[0] + j), LOAD(x[1] + j)), power), LOAD(x[5] + j));
    return TIMES(TIMES(TIMES(y, LOAD(x[7] + j)), LOAD(x[6] + j)), D(1 / 3.6e6));
}

/* Model, moments and counts of one block; bins are counted when the stores of them are long done. */
enum { LAG = 4 * W };

INLINE void add_block(Work *work, Sums *into, double centre, Words low, uint32_t *counts) {
    Sums s = *into;
    Doubles middle = D(centre);
    for (int j = 0; j < BLOCK; j += W) {
        Doubles y = model(work, j), d = MINUS(y, middle), square = TIMES(d, d);
        s.low = MIN(s.low, y);
        s.high = MAX(s.high, y);
        s.s1 = PLUS(s.s1, d);
        s.s2 = PLUS(s.s2, square);
        s.s3 = FMA(square, d, s.s3);
        s.s4 = FMA(square, square, s.s4);
        bins(work->bins + j, y, low);
        if (j >= LAG)
            for (int i = 0; i < W; i++) counts[work->bins[j - LAG + i]]++;
    }
    for (int j = BLOCK - LAG; j < BLOCK; j++) counts[work->bins[j]]++;
    *into = s;
}

/* The last block of a batch, if it is not whole. */
static void add_short(Work *work, int n, double *moments, double centre, int64_t low, uint32_t *counts) {
    double y[W] __attribute__((aligned(64)));
    for (int j = 0; j < n; j++) {
        STORE(y, model(work, j / W * W));
        double value = y[j % W], power = 1;
        for (int f = 0; f < 5; f++, power *= value - centre) moments[f] += power;
        moments[5] = fmin(moments[5], value);
        moments[6] = fmax(moments[6], value);
        counts[(to_bits(value) >> 42) - (uint64_t)low]++;
    }
}

/* ---- tasks */

typedef struct {
    const Problem *problem;
    Result *result;
    atomic_llong next;
    pthread_mutex_t adding;
} Run;

static double total(Doubles a) {
    double x[W] __attribute__((aligned(64))), sum = 0;
    STORE(x, a);
    for (int i = 0; i < W; i++) sum += x[i];
    return sum;
}

static void run_task(const Problem *p, Work *work, uint32_t batch, int64_t first, int64_t last, uint32_t *counts, double *m) {
    Sums s = {D(0), D(0), D(0), D(0), D(INFINITY), D(-INFINITY)};
    int64_t start = first;
    m[0] = m[1] = m[2] = m[3] = m[4] = 0, m[5] = INFINITY, m[6] = -INFINITY;
    for (; start < last; start += BLOCK) {
        for (int d = 0; d < INPUTS; d++) {
            Context c = {.problem = p, .d = d, .batch = batch, .start = (uint64_t)start};
            draw_input(&c, work);
        }
        if (start + BLOCK <= last) add_block(work, &s, p->centre, SET(p->low), counts), m[0] += BLOCK;
        else add_short(work, (int)(last - start), m, p->centre, p->low, counts);
    }
    m[1] += total(s.s1), m[2] += total(s.s2), m[3] += total(s.s3), m[4] += total(s.s4);
    double x[W] __attribute__((aligned(64)));
    STORE(x, s.low);
    for (int i = 0; i < W; i++) m[5] = fmin(m[5], x[i]);
    STORE(x, s.high);
    for (int i = 0; i < W; i++) m[6] = fmax(m[6], x[i]);
}

/* Add a task's counts to the run's, and clear them. */
static void merge(const Problem *p, Result *r, uint32_t batch, uint32_t *counts, const double *m) {
    int64_t first = (int64_t)(to_bits(m[5]) >> 42) - p->low, last = (int64_t)(to_bits(m[6]) >> 42) - p->low;
    int64_t *groups = r->groups + (int64_t)batch * (p->bins / GROUP);
    for (int64_t g = first / GROUP; g <= last / GROUP; g++) {
        int64_t sum = 0;
        for (int64_t b = g * GROUP; b < (g + 1) * GROUP; b++) sum += counts[b], r->counts[b] += counts[b], counts[b] = 0;
        groups[g] += sum;
    }
    double *into = r->moments + batch * FIELDS;
    for (int f = 0; f < 5; f++) into[f] += m[f];
    into[5] = fmin(into[5], m[5]);
    into[6] = fmax(into[6], m[6]);
}

static void *serve(void *argument) {
    Run *run = argument;
    const Problem *p = run->problem;
    Work *work = aligned_alloc(64, sizeof(Work));
    uint32_t *counts = calloc((size_t)p->bins, sizeof *counts);
    int64_t longest = (p->samples + BATCHES - 1) / BATCHES, parts = (longest + p->task - 1) / p->task;
    for (int64_t t; (t = atomic_fetch_add(&run->next, 1)) < parts * BATCHES;) {
        uint32_t batch = (uint32_t)(t % BATCHES);
        int64_t size = (p->samples - batch + BATCHES - 1) / BATCHES, first = t / BATCHES * p->task;
        int64_t last = first + p->task < size ? first + p->task : size;
        double moments[FIELDS];
        if (first >= last) continue;
        run_task(p, work, batch, first, last, counts, moments);
        pthread_mutex_lock(&run->adding);
        merge(p, run->result, batch, counts, moments);
        pthread_mutex_unlock(&run->adding);
    }
    free(work);
    free(counts);
    return NULL;
}

/* Run `problem` on `threads` threads, of which this is one, into `result`, whose arrays hold zeros. */
void run_floor(const Problem *problem, int threads, Result *result) {
    Run run = {.problem = problem, .result = result};
    atomic_init(&run.next, 0);
    pthread_mutex_init(&run.adding, NULL);
    for (int b = 0; b < BATCHES; b++) result->moments[b * FIELDS + 5] = INFINITY, result->moments[b * FIELDS + 6] = -INFINITY;
    pthread_t *others = calloc((size_t)threads, sizeof *others);
    for (int t = 1; t < threads; t++) pthread_create(others + t, NULL, serve, &run);
    serve(&run);
    for (int t = 1; t < threads; t++) pthread_join(others[t], NULL);
    free(others);
    pthread_mutex_destroy(&run.adding);
}

const char *instruction_set(void) { return ISA; }
