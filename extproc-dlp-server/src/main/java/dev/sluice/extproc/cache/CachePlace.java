package dev.sluice.extproc.cache;

/**
 * A place that cached responses belong to.
 *
 * @param tenant the id of the provider
 * @param service the name of the service
 */
public record CachePlace(String tenant, String service) {}
