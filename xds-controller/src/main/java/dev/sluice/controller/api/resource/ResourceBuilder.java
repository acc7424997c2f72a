package dev.sluice.controller.api.resource;

import dev.sluice.controller.api.resource.ManagedResource.ParentPath;
import dev.sluice.controller.api.resource.ManagedResource.ResourceRules;
import dev.sluice.controller.store.management.ResourceTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A builder of the description of a resource. */
final class ResourceBuilder {
  private final String name;
  private final String path;
  private final String role;
  private final String table;
  private String schema;
  private final List<String> writable = new ArrayList<>();
  private final List<String> readOnly = new ArrayList<>();
  private final List<String> filters = new ArrayList<>();
  private final List<String> sorts = new ArrayList<>();
  private final List<ResourceTable.ChildTable> children = new ArrayList<>();
  private final List<ResourceTable.RowReference> references = new ArrayList<>();
  private final Map<String, String> scopes = new HashMap<>();
  private Optional<String> tenant = Optional.empty();
  private Optional<String> parentColumn = Optional.empty();
  private Optional<ParentPath> parent = Optional.empty();
  private ResourceRules rules = ResourceRules.NONE;

  private ResourceBuilder(String name, String path, String role, String table) {
    this.name = name;
    this.path = path;
    this.role = role;
    this.table = table;
    this.schema = name;
  }

  static ResourceBuilder of(String name, String path, String role, String table) {
    return new ResourceBuilder(name, path, role, table);
  }

  ResourceBuilder schema(String other) {
    schema = other;
    return this;
  }

  ResourceBuilder writable(String... columns) {
    writable.addAll(List.of(columns));
    return this;
  }

  ResourceBuilder readOnly(String... columns) {
    readOnly.addAll(List.of(columns));
    return this;
  }

  ResourceBuilder filters(String... columns) {
    filters.addAll(List.of(columns));
    return this;
  }

  ResourceBuilder sorts(List<String> columns) {
    sorts.addAll(columns);
    return this;
  }

  ResourceBuilder child(ResourceTable.ChildTable child) {
    children.add(child);
    return this;
  }

  ResourceBuilder references(ResourceTable.RowReference... named) {
    references.addAll(List.of(named));
    return this;
  }

  ResourceBuilder scope(String scope, String column) {
    scopes.put(scope, column);
    return this;
  }

  ResourceBuilder tenant(String column) {
    return tenantOf(Optional.of(column));
  }

  ResourceBuilder tenantOf(Optional<String> column) {
    tenant = column;
    return this;
  }

  ResourceBuilder parent(ParentPath above, String column) {
    parent = Optional.of(above);
    parentColumn = Optional.of(column);
    return this;
  }

  ResourceBuilder rules(ResourceRules further) {
    rules = further;
    return this;
  }

  ManagedResource build() {
    return new ManagedResource(
        name,
        path,
        role,
        schema,
        new ResourceTable(
            table, writable, readOnly, tenant, parentColumn, children, references, filters),
        sorts,
        scopes,
        parent,
        rules);
  }
}
