package dev.sluice.controller.distress;

import java.time.Instant;

/**
 * The state of a route whose limits are smaller.
 *
 * @param steppedAt the time of the last step
 */
public record DistressState(double factor, Instant steppedAt) {}
