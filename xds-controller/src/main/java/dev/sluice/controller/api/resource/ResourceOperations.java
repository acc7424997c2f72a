package dev.sluice.controller.api.resource;

import dev.sluice.controller.api.contract.BodySchemas;
import dev.sluice.controller.api.http.ApiResponse;
import dev.sluice.controller.api.http.FieldProblem;
import dev.sluice.controller.api.http.MergePatch;
import dev.sluice.controller.api.http.PageQuery;
import dev.sluice.controller.api.http.ProblemException;
import dev.sluice.controller.api.http.ProblemType;
import dev.sluice.controller.store.history.ChangeEvent.Action;
import dev.sluice.controller.store.management.AccessRepository;
import dev.sluice.controller.store.management.ManagementTransaction;
import dev.sluice.controller.store.management.RowQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** The operations that all resources have: list, get, create, replace, patch and delete. */
public final class ResourceOperations {
  private static final Set<String> PAGE_PARAMETERS = Set.of("limit", "cursor", "sort", "dryRun");

  /** A parameter of lists of published rows, which lists no others in any case. */
  private static final String PUBLISHED = "published";

  private final ApiTransactions transactions;
  private final BodySchemas schemas;

  public ResourceOperations(ApiTransactions transactions, BodySchemas schemas) {
    this.transactions = transactions;
    this.schemas = schemas;
  }

  public ApiResponse list(ManagedResource type, ApiCall call) {
    PageQuery page = PageQuery.read(call.request().query(), type.sorts());
    return transactions.read(
        call,
        rows -> {
          RowQuery query = filtered(type, call, selection(type, call, rows));
          return page.answer(rows.list(type.table(), query, pageRequest(page)));
        });
  }

  /** Returns the part of a list of rows that a query asks for. */
  public static RowQuery.PageRequest pageRequest(PageQuery page) {
    return new RowQuery.PageRequest(
        page.sort(),
        page.descending(),
        page.limit(),
        page.after().map(last -> new RowQuery.PagePosition(last.getFirst(), last.getLast())));
  }

  private static RowQuery filtered(ManagedResource type, ApiCall call, RowQuery selection) {
    RowQuery query = selection;
    for (Map.Entry<String, String> parameter : call.request().query().entrySet()) {
      String name = parameter.getKey();
      if (PAGE_PARAMETERS.contains(name)) {
        continue;
      }
      if (name.equals(PUBLISHED)) {
        requireTrue(parameter);
        continue;
      }
      if (!type.table().filters().contains(name)) {
        throw ProblemException.at(
            ProblemType.INVALID_REQUEST,
            name,
            "The parameter is not known; filter by " + String.join(", ", type.table().filters()));
      }
      query = query.and(name, parameter.getValue());
    }
    return query;
  }

  private static void requireTrue(Map.Entry<String, String> parameter) {
    if (!parameter.getValue().equals("true")) {
      throw ProblemException.at(
          ProblemType.INVALID_REQUEST,
          parameter.getKey(),
          "The parameter is true; leave it out to list the same rows.");
    }
  }

  /** Returns the rows of the parent and of the permission. */
  private static RowQuery selection(
      ManagedResource type, ApiCall call, ManagementTransaction rows) {
    RowQuery query = call.permittedRows();
    if (type.parent().isEmpty()) {
      return query;
    }
    ManagedResource.ParentPath parent = type.parent().get();
    String id = call.path(parent.parameter());
    if (rows.find(parent.table(), id, RowQuery.ALL).isEmpty()) {
      throw ProblemException.notFound();
    }
    return query.and(type.table().parent().orElseThrow(), id);
  }

  public ApiResponse get(ManagedResource type, ApiCall call) {
    return transactions.read(
        call,
        rows ->
            ApiResponse.resource(
                200,
                rows.find(type.table(), call.path("id"), selection(type, call, rows))
                    .orElseThrow(ProblemException::notFound)));
  }

  public ApiResponse create(ManagedResource type, ApiCall call) {
    ObjectNode row = complete(type, type.rules().withDefaults(call.body()));
    return transactions.write(
        call,
        rows -> {
          RowQuery selection = selection(type, call, rows);
          type.table().parent().ifPresent(column -> row.put(column, call.path(parameter(type))));
          return created(type, call, rows, row, selection);
        });
  }

  private ApiResponse created(
      ManagedResource type,
      ApiCall call,
      ManagementTransaction rows,
      ObjectNode row,
      RowQuery selection) {
    type.rules().prepare(call, rows, Optional.empty(), row);
    boolean owned = type.rules().isOwnedByCreator(call);
    if (!owned) {
      requirePermitted(call, row);
    }
    type.requireReferences(rows, row, ManagedResource.NOTHING_HERE);
    String id = rows.insert(type.table(), row);
    if (owned) {
      type.rules().addOwner(call, rows, id);
    }
    ObjectNode after =
        rows.find(type.table(), id, owned ? RowQuery.ALL : selection)
            .orElseThrow(ProblemException::notFound);
    ChangeAudit.write(rows, call, type, Action.CREATE, Optional.empty(), Optional.of(after));
    return ApiResponse.resource(201, after).with("Location", location(call, id));
  }

  static String location(ApiCall call, String id) {
    return call.request().target() + "/" + id;
  }

  public ApiResponse replace(ManagedResource type, ApiCall call) {
    return update(type, call, before -> call.body());
  }

  public ApiResponse patch(ManagedResource type, ApiCall call) {
    return update(
        type,
        call,
        before -> {
          ObjectNode written = before.deepCopy();
          written.retain(schemas.members(type.inputSchema()));
          return MergePatch.apply(written, call.body());
        });
  }

  /** A function from a row as it is to what the caller wants it to be. */
  private interface Wanted {
    ObjectNode from(ObjectNode before);
  }

  private ApiResponse update(ManagedResource type, ApiCall call, Wanted wanted) {
    String expected = call.request().ifMatch();
    return transactions.write(
        call,
        rows -> {
          RowQuery selection = selection(type, call, rows);
          ObjectNode before = locked(type, call, rows, selection, expected);
          ObjectNode row = complete(type, wanted.from(before));
          type.table().parent().ifPresent(column -> row.set(column, before.get(column)));
          type.rules().prepare(call, rows, Optional.of(before), row);
          ObjectNode whole = before.deepCopy();
          whole.setAll(row);
          requirePermitted(call, whole);
          type.requireReferences(rows, whole, ManagedResource.NOTHING_HERE);
          String id = call.path("id");
          rows.update(type.table(), id, before, row);
          ObjectNode after =
              rows.find(type.table(), id, selection).orElseThrow(ProblemException::notFound);
          ChangeAudit.write(
              rows, call, type, Action.UPDATE, Optional.of(before), Optional.of(after));
          return ApiResponse.resource(200, after);
        });
  }

  public ApiResponse delete(ManagedResource type, ApiCall call) {
    String expected = call.request().ifMatch();
    return transactions.write(
        call,
        rows -> {
          ObjectNode before = locked(type, call, rows, selection(type, call, rows), expected);
          type.rules().checkDelete(call, rows, before);
          List<ObjectNode> bindings =
              new AccessRepository(rows).bindingsBelow(type.role(), call.path("id"));
          rows.delete(type.table(), call.path("id"));
          ChangeAudit.write(rows, call, type, Action.DELETE, Optional.of(before), Optional.empty());
          bindings.forEach(binding ->
              ChangeAudit.write(
                  rows,
                  call,
                  "role_binding",
                  Action.DELETE,
                  Optional.of(binding),
                  Optional.empty()));
          return ApiResponse.noContent();
        });
  }

  private static ObjectNode locked(
      ManagedResource type,
      ApiCall call,
      ManagementTransaction rows,
      RowQuery selection,
      String expected) {
    ObjectNode before =
        rows.lock(type.table(), call.path("id"), selection).orElseThrow(ProblemException::notFound);
    if (!expected.equals("*") && !expected.equals(ApiResponse.etag(before))) {
      throw ProblemException.of(
          ProblemType.STALE,
          "Another change came first; get the resource again and repeat the change on it.");
    }
    return before;
  }

  /** Returns a body with all members, or reports all problems at once. */
  private ObjectNode complete(ManagedResource type, ObjectNode body) {
    List<FieldProblem> problems = new ArrayList<>(schemas.problems(type.inputSchema(), body));
    problems.addAll(type.rules().missing(body));
    if (problems.isEmpty()) {
      problems.addAll(type.rules().problems(body));
    }
    if (!problems.isEmpty()) {
      throw ProblemException.invalid(problems);
    }
    ObjectNode row = body.deepCopy();
    schemas.addDefaults(type.inputSchema(), row);
    // A member that is absent is null, also in a row that had a value.
    type.table().writable().stream().filter(column -> !row.has(column)).forEach(row::putNull);
    return row;
  }

  private static void requirePermitted(ApiCall call, ObjectNode row) {
    if (!call.permits(row)) {
      throw ProblemException.of(
          ProblemType.FORBIDDEN, "The role of the caller does not cover this resource.");
    }
  }

  private static String parameter(ManagedResource type) {
    return type.parent().orElseThrow().parameter();
  }
}
