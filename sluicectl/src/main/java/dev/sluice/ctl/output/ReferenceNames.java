package dev.sluice.ctl.output;

import dev.sluice.ctl.remote.ServerProblemException;
import dev.sluice.ctl.resource.RemoteResources;
import dev.sluice.ctl.resource.ResourceKind;
import java.util.EnumSet;
import java.util.Set;

/** The names of resources in place of their ids, where the caller can read them. */
final class ReferenceNames {
  private static final int FORBIDDEN = 403;

  private final RemoteResources resources;
  private final Set<ResourceKind> hidden = EnumSet.noneOf(ResourceKind.class);

  ReferenceNames(RemoteResources resources) {
    this.resources = resources;
  }

  /** Returns a name; a role that may read usage need not be one that may read the resource. */
  String of(ResourceKind kind, String id) {
    if (id.isEmpty() || hidden.contains(kind)) {
      return id;
    }
    try {
      return resources.nameOfId(kind, id);
    } catch (ServerProblemException e) {
      if (e.problem().status() != FORBIDDEN) {
        throw e;
      }
      hidden.add(kind);
      return id;
    }
  }
}
