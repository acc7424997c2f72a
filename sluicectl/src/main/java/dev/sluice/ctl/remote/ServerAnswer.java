package dev.sluice.ctl.remote;

import tools.jackson.databind.JsonNode;

/**
 * An answer of the server without a problem.
 *
 * @param etag the version of the resource, or an empty text
 */
public record ServerAnswer(JsonNode body, String etag) {}
