/** JSON Schemas, and problems of documents that violate them. Must not know files or rows. */
@NullMarked
package dev.sluice.common.schema;

import org.jspecify.annotations.NullMarked;
