package dev.sluice.controller.resources;

import java.util.Optional;

/**
 * An object as it is to be served again after a restart.
 *
 * @param refusal why it is served so and not as the rows want, if that is the case
 */
public record SavedObject(ServedObject served, Optional<Refusal> refusal) {}
