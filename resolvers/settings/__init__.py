"""What a region sets for itself and its subtree: named figures with ranges, inherited down the tree, with a history."""
