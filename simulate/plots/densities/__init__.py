"""A density with its credible intervals: the curve, the axis, the bars and the marks."""
