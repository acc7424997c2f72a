package dev.sluice.controller.store.report;

import static dev.sluice.controller.store.jooq.Tables.FINDINGS;

import dev.sluice.controller.store.Database;
import dev.sluice.controller.store.jooq.tables.records.FindingsRecord;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** A repository of the findings that people see. */
public final class FindingRepository {
  private static final int MAX_REASON = 4_000;
  private static final int MAX_FIELD = 500;
  private final Database database;

  public FindingRepository(Database database) {
    this.database = database;
  }

  /** Returns all findings, those that follow from the rows first. */
  public List<ObjectFinding> read() {
    return database.read(
        "reading findings",
        db ->
            db.selectFrom(FINDINGS)
                .orderBy(FINDINGS.SOURCE.desc(), FINDINGS.OBJECT, FINDINGS.FIELD, FINDINGS.REASON)
                .fetch(FindingRepository::finding));
  }

  /** Adds and removes findings; a finding that already exists is not added again. */
  public void update(Collection<ObjectFinding> appeared, Collection<ObjectFinding> gone) {
    database.write(
        "writing findings",
        db -> {
          gone.forEach(finding -> db.deleteFrom(FINDINGS).where(same(finding)).execute());
          appeared.forEach(finding -> add(db, finding));
        });
  }

  private static void add(DSLContext db, ObjectFinding finding) {
    FindingsRecord row = db.newRecord(FINDINGS);
    row.setSource(finding.node().isPresent() ? "node" : "plan");
    row.setObject(finding.object());
    row.setField(cut(finding.field(), MAX_FIELD));
    row.setReason(cut(finding.reason(), MAX_REASON));
    row.setCluster(finding.cluster().orElse(null));
    row.setNodeId(finding.node().orElse(null));
    row.setVersion(finding.version().orElse(null));
    db.insertInto(FINDINGS).set(row).onConflictDoNothing().execute();
  }

  private static Condition same(ObjectFinding finding) {
    return FINDINGS
        .OBJECT
        .eq(finding.object())
        .and(FINDINGS.FIELD.eq(cut(finding.field(), MAX_FIELD)))
        .and(FINDINGS.REASON.eq(cut(finding.reason(), MAX_REASON)))
        .and(FINDINGS.CLUSTER.isNotDistinctFrom(DSL.val(finding.cluster().orElse(null))))
        .and(FINDINGS.NODE_ID.isNotDistinctFrom(DSL.val(finding.node().orElse(null))));
  }

  private static ObjectFinding finding(FindingsRecord row) {
    return new ObjectFinding(
        row.getObject(),
        row.getField(),
        row.getReason(),
        Optional.ofNullable(row.getCluster()),
        Optional.ofNullable(row.getNodeId()),
        Optional.ofNullable(row.getVersion()));
  }

  /** Shortens a text and replaces NUL, which PostgreSQL does not accept. */
  private static String cut(String text, int most) {
    String clean = text.replace('\0', ' ');
    return clean.substring(0, Math.min(clean.length(), most));
  }
}
