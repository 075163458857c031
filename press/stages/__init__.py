"""The stages of a build, in the order in which the recipe calls them, and what they remember between builds."""
