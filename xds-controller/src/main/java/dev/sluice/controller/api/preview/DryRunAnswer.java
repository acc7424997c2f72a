package dev.sluice.controller.api.preview;

import dev.sluice.controller.api.http.ApiResponse;
import dev.sluice.controller.compile.ChangePreview;
import dev.sluice.controller.compile.RevisionEntryChange;
import dev.sluice.controller.ir.RevisionEntry;
import dev.sluice.controller.plan.finding.PlanFinding;
import dev.sluice.controller.resources.object.ResourceDifference;
import dev.sluice.controller.store.history.JsonDifference;
import dev.sluice.controller.store.history.RevisionDiff;
import dev.sluice.controller.store.management.ManagementTransaction;
import dev.sluice.controller.store.management.PendingChange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An answer of a dry run: the resource as it would be, findings that would appear or be gone, and
 * the objects and Envoy resources that would differ. Members are named by JSON pointers, without
 * their values.
 */
final class DryRunAnswer {
  private static final String MEDIA_TYPE = "application/vnd.sluice.dry-run+json";
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int MOST_CHANGES = 200;
  private static final int MOST_MEMBERS = 50;

  private final ObjectVisibility visibility;
  private final ObjectNode body = JSON.createObjectNode();
  private int hidden;

  private DryRunAnswer(ObjectVisibility visibility) {
    this.visibility = visibility;
  }

  static ApiResponse of(
      ManagementTransaction rows, ApiResponse answer, PendingChange change, ChangePreview preview) {
    DryRunAnswer dryRun = new DryRunAnswer(ObjectVisibility.of(rows, change, preview));
    answer.body().ifPresent(resource -> dryRun.body.set("resource", resource));
    dryRun.addFindings(preview);
    dryRun.addObjects(preview);
    dryRun.addResources(preview);
    dryRun.body.put("more", dryRun.hidden);
    return ApiResponse.of(200, dryRun.body)
        .with("Content-Type", MEDIA_TYPE)
        .with("Dry-Run", "true");
  }

  private void addFindings(ChangePreview preview) {
    ArrayNode list = body.putArray("findings");
    preview.after().findings().appeared().forEach(finding -> add(list, finding, "added"));
    preview.after().findings().gone().forEach(finding -> add(list, finding, "removed"));
  }

  private void add(ArrayNode list, PlanFinding finding, String change) {
    if (visibility.test(finding.object())) {
      entry(list)
          .ifPresent(entry ->
              entry
                  .put("object", finding.object())
                  .put("field", finding.field())
                  .put("reason", finding.reason())
                  .put("change", change));
    }
  }

  private void addObjects(ChangePreview preview) {
    ArrayNode list = body.putArray("objects");
    Map<String, Optional<RevisionEntry>> before = new TreeMap<>();
    preview.before().entries().forEach(entry -> before.put(key(entry), entry.entry()));
    for (RevisionEntryChange after : preview.after().entries()) {
      Optional<RevisionEntry> old = before.getOrDefault(key(after), after.entry());
      if (!old.equals(after.entry()) && visibility.test(after.object())) {
        entry(list)
            .ifPresent(entry -> {
              entry.put("cluster", after.cluster()).put("object", after.object());
              addChange(entry, old.isPresent(), after.entry().isPresent());
              old.ifPresent(from ->
                  after.entry().ifPresent(to -> addMembers(entry, RevisionDiff.members(from, to))));
            });
      }
    }
  }

  private static String key(RevisionEntryChange change) {
    return change.cluster() + " " + change.object();
  }

  private void addResources(ChangePreview preview) {
    ArrayNode list = body.putArray("xds");
    List<ResourceDifference> changes =
        ResourceDifference.between(preview.before().objects(), preview.after().objects());
    for (ResourceDifference change : changes) {
      if (visibility.test(change.object())) {
        entry(list).ifPresent(entry -> add(entry, change));
      }
    }
  }

  private static void add(ObjectNode entry, ResourceDifference change) {
    entry.put("cluster", change.cluster()).put("object", change.object());
    entry.put("type", change.type());
    addChange(entry, change.before().isPresent(), change.after().isPresent());
    if (change.isShowable()) {
      entry.put("name", change.name());
      if (change.before().isPresent() && change.after().isPresent()) {
        addMembers(
            entry,
            JsonDifference.pointers(
                JSON.readTree(ResourceDifference.json(change.before().get())),
                JSON.readTree(ResourceDifference.json(change.after().get()))));
      }
    }
  }

  private static void addChange(ObjectNode entry, boolean before, boolean after) {
    entry.put("change", before && after ? "changed" : after ? "added" : "removed");
  }

  private static void addMembers(ObjectNode entry, List<String> pointers) {
    ArrayNode members = entry.putArray("members");
    pointers.stream().limit(MOST_MEMBERS).forEach(members::add);
  }

  /** Returns a new entry of a list, unless the list is full. */
  private Optional<ObjectNode> entry(ArrayNode list) {
    if (list.size() == MOST_CHANGES) {
      hidden++;
      return Optional.empty();
    }
    return Optional.of(list.addObject());
  }
}
