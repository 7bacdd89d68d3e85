/** The generate stage: one pseudo target per training image. */
package io.pentimento.worker.stage.generate;
