package dev.sluice.controller.ir.policy;

import java.util.List;

/**
 * A policy that lets clients call gRPC methods with JSON.
 *
 * @param descriptor a set of file descriptors in Base64
 * @param services the full names of the services
 */
public record GrpcJsonIr(
    String descriptor,
    List<String> services,
    boolean ignoreUnknownQueryParameters,
    boolean preserveFieldNames,
    boolean printDefaults)
    implements RoutePolicyIr {
  public GrpcJsonIr {
    services = List.copyOf(services);
  }
}
