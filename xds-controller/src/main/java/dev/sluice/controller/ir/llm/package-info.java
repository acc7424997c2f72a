/** Language models and the routes that lead to them. Must not depend on tables, Envoy or JSON. */
@NullMarked
package dev.sluice.controller.ir.llm;

import org.jspecify.annotations.NullMarked;
