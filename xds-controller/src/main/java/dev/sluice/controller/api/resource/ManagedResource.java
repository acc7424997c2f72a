package dev.sluice.controller.api.resource;

import dev.sluice.controller.api.http.FieldProblem;
import dev.sluice.controller.api.http.ProblemException;
import dev.sluice.controller.store.management.ManagementTransaction;
import dev.sluice.controller.store.management.ResourceTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * A resource of the API.
 *
 * @param name the name in the ids of operations, such as {@code ApiService}
 * @param path the path of the collection
 * @param role the resource of {@code policies/rbac.yaml}
 * @param schema the name of its schemas in the contract, of which the input ends with Input
 * @param table its rows
 * @param sorts the columns by which lists can be sorted, the default first
 * @param scopeColumns the columns that name the gateway, product or subscription of a role's scope
 * @param parent the table above and the parameter of the path that names its row
 * @param rules what the schema cannot say
 */
public record ManagedResource(
    String name,
    String path,
    String role,
    String schema,
    ResourceTable table,
    List<String> sorts,
    Map<String, String> scopeColumns,
    Optional<ParentPath> parent,
    ResourceRules rules) {

  /** The problem of a reference to a row that the caller cannot see. */
  public static final String NOTHING_HERE = "names nothing that exists here";

  /** A resource above another one. */
  public record ParentPath(String parameter, ResourceTable table) {}

  /** A set of rules of a resource beyond its schema. */
  public interface ResourceRules {
    /** Rules that a schema expresses completely. */
    ResourceRules NONE = new ResourceRules() {};

    /** Returns the body of a new row with values for members that it does not have. */
    default ObjectNode withDefaults(ObjectNode body) {
      return body;
    }

    /**
     * Returns a problem for each member that a body needs, and that the schema does not require.
     */
    default List<FieldProblem> missing(ObjectNode row) {
      return List.of();
    }

    /** Returns problems of a valid body. */
    default List<FieldProblem> problems(ObjectNode row) {
      return List.of();
    }

    /**
     * Completes a row before it is written, and rejects what the caller may not write.
     *
     * @param before the row as it is; empty when it is created
     */
    default void prepare(
        ApiCall call, ManagementTransaction rows, Optional<ObjectNode> before, ObjectNode row) {}

    /** Returns whether the creator of a row becomes its owner, which permits the creation. */
    default boolean isOwnedByCreator(ApiCall call) {
      return false;
    }

    /** Makes the creator the owner of a new row. */
    default void addOwner(ApiCall call, ManagementTransaction rows, String id) {}

    /** Rejects the deletion of a row that must stay. */
    default void checkDelete(ApiCall call, ManagementTransaction rows, ObjectNode row) {}
  }

  public ManagedResource {
    sorts = List.copyOf(sorts);
    scopeColumns = Map.copyOf(scopeColumns);
  }

  /** Returns this resource with other rules. */
  ManagedResource with(ResourceRules other) {
    return new ManagedResource(name, path, role, schema, table, sorts, scopeColumns, parent, other);
  }

  /** Rejects a row whose references name rows that the caller cannot see. */
  public void requireReferences(ManagementTransaction rows, ObjectNode row, String otherwise) {
    List<FieldProblem> missing =
        rows.missingReferences(table, row).stream()
            .map(pointer -> new FieldProblem(pointer, otherwise))
            .toList();
    if (!missing.isEmpty()) {
      throw ProblemException.invalid(missing);
    }
  }

  /** Returns the schema of what a caller writes. */
  public String inputSchema() {
    return schema + "Input";
  }
}
