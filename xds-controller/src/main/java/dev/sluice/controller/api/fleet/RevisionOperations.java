package dev.sluice.controller.api.fleet;

import dev.sluice.controller.api.http.ApiResponse;
import dev.sluice.controller.api.http.PageQuery;
import dev.sluice.controller.api.http.ProblemException;
import dev.sluice.controller.api.http.ProblemType;
import dev.sluice.controller.api.resource.ApiCall;
import dev.sluice.controller.api.resource.ApiTransactions;
import dev.sluice.controller.api.resource.ChangeAudit;
import dev.sluice.controller.store.Database;
import dev.sluice.controller.store.history.ChangeEvent.Action;
import dev.sluice.controller.store.history.RevisionDiff;
import dev.sluice.controller.store.history.RevisionRepository;
import dev.sluice.controller.store.management.ManagementTransaction;
import dev.sluice.controller.store.management.RevisionViewRepository;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The operations on the revisions of clusters. */
public final class RevisionOperations {
  private static final String RESOURCE = "config_revision";
  private static final Set<String> PARAMETERS = Set.of("limit", "cursor", "cluster");

  private final ApiTransactions transactions;
  private final RevisionRepository contents;

  public RevisionOperations(ApiTransactions transactions, Database database) {
    this.transactions = transactions;
    this.contents = new RevisionRepository(database);
  }

  /** Returns a part of the list, the newest first. */
  public ApiResponse list(ApiCall call) {
    call.request().requireParameters(PARAMETERS);
    Map<String, String> query = new HashMap<>(call.request().query());
    query.put("sort", "-id");
    PageQuery page = PageQuery.read(query, List.of("id"));
    Optional<Long> before = page.after().map(last -> number(last.getLast()).orElse(0L));
    return transactions.read(
        call,
        rows ->
            page.answer(
                new RevisionViewRepository(rows)
                    .list(Optional.ofNullable(query.get("cluster")), before, page.limit())));
  }

  public ApiResponse get(ApiCall call) {
    return transactions.read(
        call, rows -> ApiResponse.of(200, found(new RevisionViewRepository(rows), call)));
  }

  /** Returns which objects differ between a revision and another one of its cluster. */
  public ApiResponse diff(ApiCall call) {
    call.request().requireParameters(Set.of("to"));
    Optional<Long> wanted =
        Optional.ofNullable(call.request().query().get("to"))
            .map(text ->
                number(text)
                    .orElseThrow(() ->
                        ProblemException.at(
                            ProblemType.INVALID_REQUEST, "to", "Name the number of a revision.")));
    // In parts, because the contents are read on a connection of their own.
    RevisionPair pair = transactions.read(call, rows -> pair(call, wanted, rows));
    RevisionDiff diff = RevisionDiff.of(contents.content(pair.from()), contents.content(pair.to()));
    return transactions.read(
        call,
        rows -> {
          RevisionDiff shown = diff.only(new RevisionViewRepository(rows).visible(diff.objects()));
          ObjectNode answer = JsonMapper.shared().createObjectNode();
          answer.put("from", pair.from()).put("to", pair.to());
          answer.set("added", JsonMapper.shared().valueToTree(shown.added()));
          answer.set("removed", JsonMapper.shared().valueToTree(shown.removed()));
          answer.set("changed", JsonMapper.shared().valueToTree(shown.changed()));
          return ApiResponse.of(200, answer);
        });
  }

  /** The numbers of two revisions of one cluster. */
  private record RevisionPair(long from, long to) {}

  private static RevisionPair pair(
      ApiCall call, Optional<Long> wanted, ManagementTransaction rows) {
    RevisionViewRepository revisions = new RevisionViewRepository(rows);
    ObjectNode from = found(revisions, call);
    ObjectNode to =
        (wanted.isPresent() ? revisions.find(wanted.get()) : revisions.active(from))
            .filter(row -> row.path("cluster_id").equals(from.path("cluster_id")))
            .orElseThrow(() ->
                ProblemException.at(
                    ProblemType.VALIDATION, "to", "names no revision of the same cluster"));
    return new RevisionPair(from.path("id").asLong(), to.path("id").asLong());
  }

  /** Pins the cluster to the content of a revision; the answer is the new active revision. */
  public ApiResponse rollback(ApiCall call) {
    return transactions.write(
        call,
        rows -> {
          RevisionViewRepository revisions = new RevisionViewRepository(rows);
          ObjectNode old = found(revisions, call);
          long made =
              revisions
                  .rollback(old.path("id").asLong(), call.caller().user().toString())
                  .orElseThrow(ProblemException::notFound);
          return deployed(rows, call, old, made);
        });
  }

  /** Releases the cluster that is pinned to a revision, so that it follows the rows again. */
  public ApiResponse release(ApiCall call) {
    return transactions.write(
        call,
        rows -> {
          RevisionViewRepository revisions = new RevisionViewRepository(rows);
          ObjectNode before = found(revisions, call);
          if (!revisions.release(before.path("id").asLong())) {
            throw ProblemException.at(
                ProblemType.CONFLICT, "/pinned", "The cluster is not pinned to this revision.");
          }
          return deployed(rows, call, before, before.path("id").asLong());
        });
  }

  /** Writes the audit of a change and returns the revision that is now active. */
  private static ApiResponse deployed(
      ManagementTransaction rows, ApiCall call, ObjectNode before, long active) {
    ObjectNode after =
        new RevisionViewRepository(rows).find(active).orElseThrow(ProblemException::notFound);
    ChangeAudit.write(rows, call, RESOURCE, Action.DEPLOY, Optional.of(before), Optional.of(after));
    return ApiResponse.of(200, after);
  }

  private static ObjectNode found(RevisionViewRepository revisions, ApiCall call) {
    return number(call.path("id")).flatMap(revisions::find).orElseThrow(ProblemException::notFound);
  }

  /** Returns the number of a revision; any other text names none. */
  private static Optional<Long> number(String text) {
    return text.matches("[1-9][0-9]{0,17}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }
}
