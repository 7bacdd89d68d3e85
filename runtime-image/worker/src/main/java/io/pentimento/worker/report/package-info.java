/** The page that shows what an adaptation has changed: pictures, numbers, controls. */
@NullMarked
package io.pentimento.worker.report;

import org.jspecify.annotations.NullMarked;
