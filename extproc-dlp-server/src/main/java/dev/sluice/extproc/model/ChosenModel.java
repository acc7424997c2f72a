package dev.sluice.extproc.model;

/**
 * A model that a request has chosen.
 *
 * @param alias the name that the request uses
 * @param id the id of the model's row
 * @param upstreamModel the name that the backend uses
 * @param target the value that selects the Envoy route to the backend
 * @param failover true if another model has priority and has failed
 */
public record ChosenModel(
    String alias, String id, String upstreamModel, String target, boolean failover) {}
