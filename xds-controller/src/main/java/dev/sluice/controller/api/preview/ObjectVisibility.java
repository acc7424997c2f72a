package dev.sluice.controller.api.preview;

import dev.sluice.controller.compile.ChangePreview;
import dev.sluice.controller.store.management.ManagementTransaction;
import dev.sluice.controller.store.management.PendingChange;
import dev.sluice.controller.store.management.RevisionViewRepository;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The objects in a preview that the caller may see; a change may also affect other tenants. */
final class ObjectVisibility implements Predicate<String> {
  private static final Set<String> OWNED =
      Set.of("product_publishes", "gateways", "policies", "backends", "routes");

  private final Set<String> visible;

  private ObjectVisibility(Set<String> visible) {
    this.visible = visible;
  }

  static ObjectVisibility of(
      ManagementTransaction rows, PendingChange change, ChangePreview preview) {
    Set<String> objects = new TreeSet<>();
    preview.after().objects().forEach(object -> objects.add(object.object()));
    preview.after().entries().forEach(entry -> objects.add(entry.object()));
    preview.after().findings().appeared().forEach(finding -> objects.add(owner(finding.object())));
    preview.after().findings().gone().forEach(finding -> objects.add(owner(finding.object())));
    Set<String> visible = new TreeSet<>(new RevisionViewRepository(rows).visible(objects));
    // Rows that the transaction deletes have no owner any more.
    visible.addAll(change.rows());
    return new ObjectVisibility(visible);
  }

  /** Returns the object that a row is a part of. */
  static String owner(String object) {
    String[] parts = object.split("/", 3);
    return parts[0].equals("publish_hostnames") ? "product_publishes/" + parts[1] : object;
  }

  @Override
  public boolean test(String object) {
    String owner = owner(object);
    return !OWNED.contains(owner.split("/", 2)[0]) || visible.contains(owner);
  }
}
