/** Tests of migrations, repositories and change feed on a real PostgreSQL. */
@NullMarked
package dev.sluice.controller.store;

import org.jspecify.annotations.NullMarked;
