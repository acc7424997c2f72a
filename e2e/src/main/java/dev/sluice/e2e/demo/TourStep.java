package dev.sluice.e2e.demo;

import java.util.function.Supplier;

/**
 * A step of the tour.
 *
 * @param command the command that repeats the step
 */
public record TourStep(String title, String command, Supplier<TourStepOutcome> run) {}
