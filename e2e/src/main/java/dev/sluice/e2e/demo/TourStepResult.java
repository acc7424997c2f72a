package dev.sluice.e2e.demo;

import java.time.Duration;

/** A result of a step of the tour. */
public record TourStepResult(
    int number, TourStep step, TourStepOutcome outcome, Duration duration) {}
