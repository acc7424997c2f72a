package dev.sluice.controller.ir.policy;

import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A policy that names the backends of a route, and pins callers to one of them.
 *
 * @param variants the backend of each variant: its name in a policy, its id in a planned route
 * @param header the request header that selects a variant; responses name theirs in it
 * @param cookie the cookie that keeps a caller at a variant; empty if there is none
 * @param cookieTtl how long a client keeps the cookie
 * @param tenants the variants of tenants by the value of {@code X-Tenant-ID}
 */
public record VariantIr(
    Map<String, String> variants,
    String header,
    String cookie,
    Duration cookieTtl,
    Map<String, String> tenants)
    implements RoutePolicyIr {
  public VariantIr {
    variants = Collections.unmodifiableMap(new LinkedHashMap<>(variants));
    tenants = Collections.unmodifiableMap(new LinkedHashMap<>(tenants));
    if (new HashSet<>(variants.values()).size() < variants.size()) {
      throw new IllegalArgumentException("variants: two variants have the same backend");
    }
    for (Map.Entry<String, String> tenant : tenants.entrySet()) {
      if (!variants.containsKey(tenant.getValue())) {
        throw new IllegalArgumentException(
            "tenants/%s: '%s' is not one of the variants"
                .formatted(tenant.getKey(), tenant.getValue()));
      }
    }
  }

  /** Returns the variant that a backend is. */
  public Optional<String> variantOf(String backend) {
    return variants.entrySet().stream()
        .filter(variant -> variant.getValue().equals(backend))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Returns the tenants that are pinned to a variant. */
  public List<String> tenantsOf(String variant) {
    return tenants.entrySet().stream()
        .filter(tenant -> tenant.getValue().equals(variant))
        .map(Map.Entry::getKey)
        .toList();
  }
}
