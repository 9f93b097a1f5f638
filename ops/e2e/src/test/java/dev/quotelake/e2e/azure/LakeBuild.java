// SPDX-License-Identifier: Apache-2.0
package dev.quotelake.e2e.azure;

import dev.quotelake.e2e.Repository;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;

/**
 * What a build of the lake makes, as its poms say.
 *
 * @param scala the Scala version it is for
 * @param jar where the jar will be, from the module's folder
 */
record LakeBuild(String scala, String jar) {

  private static final String SCALA = "properties/scala.binary.version";

  /** The build with {@code -P} and a profile's name, or with nothing. */
  static LakeBuild of(String flag) {
    String profile = "/project/profiles/profile[id='%s']/".formatted(flag.replaceFirst("^-P", ""));
    String scala =
        flag.isEmpty()
            ? text("pom.xml", "/project/" + SCALA)
            : text("spark-job/pom.xml", profile + SCALA);
    String folder =
        flag.isEmpty() ? "target" : text("spark-job/pom.xml", profile + "build/directory");
    String name = text("spark-job/pom.xml", "/project/build/finalName");
    return new LakeBuild(
        scala, folder + "/" + name.replace("${scala.binary.version}", scala) + ".jar");
  }

  private static String text(String pom, String xpath) {
    try {
      var document =
          DocumentBuilderFactory.newDefaultInstance()
              .newDocumentBuilder()
              .parse(Repository.path(pom).toFile());
      return XPathFactory.newDefaultInstance().newXPath().evaluate(xpath, document);
    } catch (Exception e) {
      throw new IllegalStateException(pom + " cannot be read", e);
    }
  }
}
