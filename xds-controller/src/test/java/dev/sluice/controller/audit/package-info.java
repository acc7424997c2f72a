/** Tests of partitions that come and go. */
@NullMarked
package dev.sluice.controller.audit;

import org.jspecify.annotations.NullMarked;
