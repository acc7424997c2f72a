/** The enums of language models. Must not depend on tables, Envoy or JSON. */
@NullMarked
package dev.sluice.controller.ir.llm;

import org.jspecify.annotations.NullMarked;
