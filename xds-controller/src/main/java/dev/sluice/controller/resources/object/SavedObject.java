package dev.sluice.controller.resources.object;

import java.util.Optional;

/**
 * An object as it is to be served again after a restart.
 *
 * @param rejection why it is served so and not as the rows want, if that is the case
 */
public record SavedObject(ServedObject served, Optional<ResourceRejection> rejection) {}
