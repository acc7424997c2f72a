/** The intermediate representation of language models. */
@NullMarked
package dev.sluice.controller.ir.llm;

import org.jspecify.annotations.NullMarked;
