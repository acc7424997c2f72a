package dev.sluice.controller.resources.object;

import java.util.Optional;

/**
 * An object saved for the next start.
 *
 * @param rejection the rejection of the desired state, if an earlier one is served
 */
public record SavedObject(ServedObject served, Optional<ResourceRejection> rejection) {}
