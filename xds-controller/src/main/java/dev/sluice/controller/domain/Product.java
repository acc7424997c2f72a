package dev.sluice.controller.domain;

import java.util.List;

/** A product that a tenant offers; its slug is part of generated host names. */
public record Product(String id, String tenant, String slug, List<String> categories)
    implements DomainEntity {
  public Product {
    categories = List.copyOf(categories);
  }
}
