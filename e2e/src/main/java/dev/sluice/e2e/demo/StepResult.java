package dev.sluice.e2e.demo;

import java.time.Duration;

/** A step that was taken, and how it ended. */
public record StepResult(int number, TourStep step, Outcome outcome, Duration took) {}
