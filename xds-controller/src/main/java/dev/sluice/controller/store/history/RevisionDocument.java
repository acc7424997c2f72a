package dev.sluice.controller.store.history;

import static dev.sluice.controller.store.jooq.Tables.CLUSTERS;
import static dev.sluice.controller.store.jooq.Tables.CONFIG_REVISIONS;

import dev.sluice.controller.ir.RevisionEntry;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.Record2;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A document of one revision: the new and changed objects, and the removed ones. */
record RevisionDocument(Map<String, RevisionEntry> objects, List<String> gone) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LONGEST_CHAIN = 10_000;

  static RevisionDocument of(RevisionChange change) {
    Map<String, RevisionEntry> objects = new TreeMap<>();
    change.present().forEach(entry -> objects.put(entry.object(), entry));
    return new RevisionDocument(objects, change.gone().stream().sorted().toList());
  }

  JSONB json() {
    ObjectNode document = JSON.createObjectNode();
    document.put("format", 1);
    ObjectNode entries = document.putObject("objects");
    objects.forEach((name, entry) -> entries.set(name, JSON.readTree(IrJson.write(entry))));
    gone.forEach(document.putArray("gone")::add);
    return JSONB.jsonb(JSON.writeValueAsString(document));
  }

  static RevisionDocument read(JSONB json) {
    JsonNode document = JSON.readTree(json.data());
    Map<String, RevisionEntry> objects = new TreeMap<>();
    document
        .path("objects")
        .properties()
        .forEach(entry -> objects.put(entry.getKey(), IrJson.read(entry.getValue().toString())));
    List<String> gone = document.path("gone").valueStream().map(name -> name.asString("")).toList();
    return new RevisionDocument(objects, gone);
  }

  void applyTo(Map<String, RevisionEntry> content) {
    gone.forEach(content::remove);
    content.putAll(objects);
  }

  /** Returns the documents that make up a revision, the oldest first. */
  static Collection<RevisionDocument> chain(DSLContext db, long id) {
    Deque<RevisionDocument> chain = new ArrayDeque<>();
    Long next = id;
    while (next != null && chain.size() < LONGEST_CHAIN) {
      Record2<Long, JSONB> row =
          db.select(CONFIG_REVISIONS.BASE_ID, CONFIG_REVISIONS.DOCUMENT)
              .from(CONFIG_REVISIONS)
              .where(CONFIG_REVISIONS.ID.eq(next))
              .fetchSingle();
      chain.addFirst(read(row.value2()));
      next = row.value1();
    }
    return chain;
  }

  /** Removes old revisions, except those on which {@code before} or a newer revision is based. */
  static void prune(DSLContext db, UUID cluster, long before) {
    Long whole =
        db.select(CONFIG_REVISIONS.ID)
            .from(CONFIG_REVISIONS)
            .where(CONFIG_REVISIONS.CLUSTER_ID.eq(cluster))
            .and(CONFIG_REVISIONS.ID.le(before))
            .and(CONFIG_REVISIONS.BASE_ID.isNull())
            .orderBy(CONFIG_REVISIONS.ID.desc())
            .limit(1)
            .fetchOne(CONFIG_REVISIONS.ID);
    if (whole != null) {
      db.deleteFrom(CONFIG_REVISIONS)
          .where(CONFIG_REVISIONS.CLUSTER_ID.eq(cluster))
          .and(CONFIG_REVISIONS.ID.lt(whole))
          .and(
              CONFIG_REVISIONS.ID.notIn(
                  db.select(CLUSTERS.PINNED_REVISION_ID)
                      .from(CLUSTERS)
                      .where(CLUSTERS.PINNED_REVISION_ID.isNotNull())))
          .execute();
    }
  }
}
