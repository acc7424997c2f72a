/**
 * The flow of one direction of an exchange: the body passes, is held until the verdict, or leaves
 * as it is inspected. It must not know rules or how text is scanned.
 */
@NullMarked
package dev.sluice.extproc.stream.body;

import org.jspecify.annotations.NullMarked;
