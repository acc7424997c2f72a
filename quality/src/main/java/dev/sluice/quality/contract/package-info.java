/**
 * The check of the management API against its OpenAPI document. Must not know resources or roles,
 * which the document and {@code quality/contract} name.
 */
@NullMarked
package dev.sluice.quality.contract;

import org.jspecify.annotations.NullMarked;
