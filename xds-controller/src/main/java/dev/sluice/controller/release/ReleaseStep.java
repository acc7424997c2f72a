package dev.sluice.controller.release;

import java.time.Duration;

/**
 * A step of a release.
 *
 * @param weight the share of the new backend, in percent
 * @param hold the shortest time before the next step
 */
public record ReleaseStep(int weight, Duration hold) {}
