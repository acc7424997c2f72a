package dev.sluice.controller.store.entity;

import static dev.sluice.controller.store.jooq.Tables.LLM_MODELS;

import dev.sluice.controller.domain.LlmModel;
import dev.sluice.controller.ir.llm.ModelProvider;
import dev.sluice.controller.ir.llm.ModelRequestKind;
import dev.sluice.controller.ir.llm.ModelStatus;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** A reader of language models without their measured latency. */
final class LlmModelRepository {
  private static final int PRICE_DIGITS = 8;
  private static final int PERCENT_DIGITS = 2;

  /** The price as text, because a numeric column may contain NaN. */
  private static final Field<String> INPUT_PRICE =
      LLM_MODELS.INPUT_PRICE.cast(String.class).as("input");

  private static final Field<String> OUTPUT_PRICE =
      LLM_MODELS.OUTPUT_PRICE.cast(String.class).as("output");

  private LlmModelRepository() {}

  static List<LlmModel> read(DSLContext db, RowSelection wanted) {
    return db.select(
            LLM_MODELS.ID,
            LLM_MODELS.TENANT_ID,
            LLM_MODELS.ALIAS,
            LLM_MODELS.BACKEND_ID,
            LLM_MODELS.UPSTREAM_MODEL,
            LLM_MODELS.PROVIDER,
            LLM_MODELS.PRIORITY,
            LLM_MODELS.REQUEST_KINDS,
            INPUT_PRICE,
            OUTPUT_PRICE,
            LLM_MODELS.QUALITY,
            LLM_MODELS.STATUS)
        .from(LLM_MODELS)
        .where(wanted.condition(LLM_MODELS.ID))
        .orderBy(LLM_MODELS.ID)
        .fetch(LlmModelRepository::model);
  }

  private static LlmModel model(Record row) {
    return new LlmModel(
        ColumnValues.id(row.get(LLM_MODELS.ID)),
        Optional.ofNullable(row.get(LLM_MODELS.TENANT_ID)).map(ColumnValues::id),
        row.get(LLM_MODELS.ALIAS),
        ColumnValues.id(row.get(LLM_MODELS.BACKEND_ID)),
        row.get(LLM_MODELS.UPSTREAM_MODEL),
        ColumnValues.enumValue(ModelProvider.class, row.get(LLM_MODELS.PROVIDER)),
        row.get(LLM_MODELS.PRIORITY),
        Arrays.stream(row.get(LLM_MODELS.REQUEST_KINDS))
            .map(word -> ColumnValues.enumValue(ModelRequestKind.class, word))
            .toList(),
        price(row.get(INPUT_PRICE)),
        price(row.get(OUTPUT_PRICE)),
        percent(row.get(LLM_MODELS.QUALITY)),
        ColumnValues.enumValue(ModelStatus.class, row.get(LLM_MODELS.STATUS)));
  }

  private static long price(String text) {
    try {
      return new BigDecimal(text).movePointRight(PRICE_DIGITS).longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      return -1;
    }
  }

  private static int percent(@Nullable BigDecimal quality) {
    return quality == null ? 0 : quality.movePointRight(PERCENT_DIGITS).intValue();
  }
}
