"""What a measurement would buy: how much narrower the interval, how much surer the decision, before it is made."""
