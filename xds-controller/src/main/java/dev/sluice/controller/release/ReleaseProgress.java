package dev.sluice.controller.release;

import java.time.Instant;

/**
 * The progress of a release that has not ended.
 *
 * @param step the number of the current step from 1; 0 before the first
 * @param stepStartedAt the start of the current step; of no meaning before the first
 */
public record ReleaseProgress(ReleaseStatus status, int step, Instant stepStartedAt) {}
