import numpy as np
import pytest

from carbonspan.simulate.laws.multiple import multiple


@pytest.mark.parametrize(
    ("value", "factor", "product"), [(57.0, 0.01, 0.57), (7.0, 0.001, 0.007), (2.0, 0.3, 2.0 * 0.3), (5.0, 3.0, 15.0)]
)
def test_a_product_with_the_inverse_of_a_whole_number_is_exact(value, factor, product):
    assert multiple(value, factor) == product
    assert multiple(np.array([value, 0.0]), factor).tolist() == [product, 0.0]
