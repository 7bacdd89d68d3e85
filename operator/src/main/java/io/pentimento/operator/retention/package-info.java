/**
 * Creates the Jobs that remove files of workspaces. One Job a day cleans a claim, on behalf of all
 * jobs that share it.
 */
@NullMarked
package io.pentimento.operator.retention;

import org.jspecify.annotations.NullMarked;
