/** The page that shows what an adaptation has changed: pictures, numbers, controls. */
package io.pentimento.worker.report;
