package dev.sluice.common.scope;

/**
 * The attributes of an exchange that policies can select on. An unknown attribute is empty.
 *
 * @param route the route's id
 * @param tenant the caller's tenant
 * @param environment dev, staging or prod
 * @param host the authority without port, in lower case
 * @param path the normalized path without query
 */
public record ExchangeScope(
    String route, String tenant, String environment, String host, String path) {}
