/** Tests of partitions that come and go. */
@NullMarked
package dev.sluice.controller.retention;

import org.jspecify.annotations.NullMarked;
