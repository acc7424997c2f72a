package dev.sluice.controller.ir.policy;

import java.util.List;

/**
 * A policy that stores responses and serves them again.
 *
 * @param ttlSeconds the longest time that a response is served
 * @param methods the methods of the requests, in upper case
 * @param maxEntryBytes the largest body that is stored
 * @param varyHeaders more request headers on which responses depend, in lower case
 * @param tags the tags by which the responses can be purged
 */
public record CacheIr(
    int ttlSeconds,
    List<Method> methods,
    Sharing sharing,
    int maxEntryBytes,
    List<String> varyHeaders,
    List<String> tags)
    implements RoutePolicyIr {
  public CacheIr {
    methods = List.copyOf(methods);
    varyHeaders = List.copyOf(varyHeaders);
    tags = List.copyOf(tags);
  }

  /** A method whose responses can be stored. */
  public enum Method {
    GET,
    POST
  }

  /** The callers who share responses. */
  public enum Sharing {
    /** Nobody: each user has own ones. */
    USER,
    /** All callers of a tenant. */
    TENANT
  }
}
