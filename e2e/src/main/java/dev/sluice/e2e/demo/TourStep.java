package dev.sluice.e2e.demo;

import java.util.function.Supplier;

/**
 * One thing that the tour shows.
 *
 * @param command what a reader types to see the same
 */
public record TourStep(String title, String command, Supplier<TourStepOutcome> run) {}
