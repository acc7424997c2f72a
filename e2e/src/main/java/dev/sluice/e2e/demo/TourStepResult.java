package dev.sluice.e2e.demo;

import java.time.Duration;

/** A step that was taken, and how it ended. */
public record TourStepResult(
    int number, TourStep step, TourStepOutcome outcome, Duration duration) {}
