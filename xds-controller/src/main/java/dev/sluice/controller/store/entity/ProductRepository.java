package dev.sluice.controller.store.entity;

import static dev.sluice.controller.store.jooq.Tables.PRODUCTS;

import dev.sluice.controller.domain.Product;
import java.util.List;
import org.jooq.DSLContext;

/** A reader of products. */
final class ProductRepository {
  private ProductRepository() {}

  static List<Product> read(DSLContext db, RowSelection wanted) {
    return db.select(PRODUCTS.ID, PRODUCTS.TENANT_ID, PRODUCTS.SLUG, PRODUCTS.CATEGORIES)
        .from(PRODUCTS)
        .where(wanted.condition(PRODUCTS.ID))
        .orderBy(PRODUCTS.ID)
        .fetch(row ->
            new Product(
                ColumnValues.id(row.value1()),
                ColumnValues.id(row.value2()),
                row.value3(),
                List.of(row.value4())));
  }
}
