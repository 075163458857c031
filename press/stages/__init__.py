"""The stages of a build, which the recipe calls one after another, and what they remember between builds."""
