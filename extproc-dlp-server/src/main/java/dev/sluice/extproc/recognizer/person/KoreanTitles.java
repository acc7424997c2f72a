package dev.sluice.extproc.recognizer.person;

import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** The titles that follow a Korean name, and the words that name a person before it. */
final class KoreanTitles {
  private static final List<String> POLITE = List.of("님", "씨", "귀하", "고객님");

  /** The titles, the longest first. */
  private static final List<String> TITLES =
      List.of(
              ("님 씨 귀하 고객님 고객 회원님 회원 과장 대리 부장 차장 팀장 사원 대표 교수 선생님 선생 박사 변호사 간호사 원장 이사 전무 상무 사장 회장 주임"
                      + " 매니저 환자 학생 어머님 아버님 기자 책임 수석 선임 실장 본부장 국장 소장 점장 반장 조교 강사 약사 기사 목사 신부님")
                  .split(" "))
          .stream()
          .sorted(Comparator.comparingInt(String::length).reversed())
          .toList();

  /** A pattern of any title. */
  static final String PATTERN = "(?:" + String.join("|", TITLES) + ")";

  /** A pattern of a word that names a person when a name follows it. */
  static final String LABEL =
      "(?:이름|성명|성함|고객명|예금주명?|담당자명?|신청인|신청자|환자명?|보호자|수취인|수령인|수신인?|받는 ?사람|받는 ?분|보내는 ?사람|발신인|계약자|피보험자"
          + "|명의자|작성자|접수자|신고인|민원인|임차인|임대인|매도인|매수인|세대주|대표자?|직원|학생|고객|회원|승객|탑승객|여행자|투숙객|지원자|수험생|담임|의사|남편"
          + "|아내|배우자|(?i:(?:full|first|last|given|user|customer|patient|employee|student|guest"
          + "|recipient|contact|passenger)?[ _-]?name|customer|patient|passenger))";

  /** A pattern of the words with which people name themselves. */
  static final String GREETING = "(?:안녕하세요[,.!~]{0,2}|저는|전화드린)";

  /** The labels that only the name of a person follows. */
  private static final Set<String> OF_NAMES =
      Set.of(
          ("이름 성명 성함 고객명 예금주 예금주명 담당자명 신청인 환자명 보호자 수취인 수령인 받는사람 받는분 보내는사람 발신인 계약자 피보험자 명의자 세대주"
                  + " 임차인 임대인 매도인 매수인")
              .split(" "));

  private KoreanTitles() {}

  /** Returns true if only the name of a person follows a label. */
  static boolean namesPerson(String label) {
    return OF_NAMES.contains(label.replaceAll("[^가-힣]|(?:은|는|이|가)[^가-힣]*$", ""));
  }

  /** Returns true if words are a title, with or without particles. */
  static boolean isTitle(String words) {
    return TITLES.stream()
        .anyMatch(
            title -> words.startsWith(title) && KoreanName.isTail(words.substring(title.length())));
  }

  /** Returns true if words begin with a title that follows names only. */
  static boolean isPolite(String words) {
    return POLITE.stream().anyMatch(words::startsWith);
  }

  /** Returns true if a label begins as people name themselves. */
  static boolean isGreeting(String label) {
    return label.startsWith("안녕") || label.startsWith("저는") || label.startsWith("전화");
  }
}
