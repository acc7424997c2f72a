package dev.sluice.extauthz.server.resource;

import dev.sluice.config.v1.Tenant;
import java.util.HashSet;
import java.util.Set;

/** The names of a tenant. A token can contain the id, the slug or the number. */
public final class TenantNames {
  private TenantNames() {}

  static Set<String> of(Tenant tenant) {
    Set<String> names = new HashSet<>(Set.of(tenant.getId()));
    names.add(tenant.getSlug());
    names.add(Long.toString(tenant.getNumber()));
    names.removeIf(name -> name.isEmpty() || name.equals("0"));
    return names;
  }
}
