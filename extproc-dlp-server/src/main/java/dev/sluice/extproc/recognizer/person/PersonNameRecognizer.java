package dev.sluice.extproc.recognizer.person;

import dev.sluice.extproc.recognizer.Confidence;
import dev.sluice.extproc.recognizer.Recognizer;
import java.util.List;

/**
 * A recognizer of Korean and English names of persons. With high and medium confidence it needs a
 * label or a title; with low confidence, frequent names are enough.
 */
public final class PersonNameRecognizer {
  private static final String NAME = "person_name";

  private static final List<Recognizer.CandidatePattern> BESIDE_WORDS =
      List.of(KoreanNameCheck.LABELLED, KoreanNameCheck.TITLED, EnglishNameCheck.WORDS);

  public static final Recognizer RECOGNIZER =
      new Recognizer(
              NAME,
              BESIDE_WORDS,
              new PersonNameCheck(Confidence.HIGH),
              List.of(
                  "이름: ⟦김민수⟧",
                  "담당자 ⟦이서연⟧ 과장에게 전달",
                  "예금주 ⟦박지훈⟧ 님",
                  "어제 ⟦최유진⟧ 팀장님이 요청하신 자료",
                  "⟦정하윤⟧님께서 신청하셨습니다",
                  "\"name\": \"⟦남궁민호⟧\"",
                  "저는 ⟦한지우⟧라고 합니다",
                  "Mr. ⟦John Smith⟧ called",
                  "Dear Ms. ⟦Garcia⟧,",
                  "Patient: ⟦Mary Kowalska⟧",
                  "my name is ⟦James O'Neill⟧.",
                  "Account holder: ⟦Emily R. Clark⟧"),
              List.of(
                  "담당자 변경 요청",
                  "고객님의 의견",
                  "이름은 영문으로 입력",
                  "최대한 빨리 처리",
                  "선생님께 질문",
                  "name: Build and Deploy",
                  "Dear Customer Service Team",
                  "Contact: Support Desk",
                  "The New York Times"))
          .with(
              new Recognizer.Detection(
                  Confidence.MEDIUM,
                  BESIDE_WORDS,
                  new PersonNameCheck(Confidence.MEDIUM),
                  List.of(
                      "성명: ⟦허준⟧",
                      "⟦김솔⟧ 씨 전화",
                      "Dr. ⟦Kowalska⟧ signed",
                      "Mr. ⟦Robot⟧",
                      "Recipient: ⟦Jaroslav Novotny⟧"),
                  List.of("이름: 김민수", "Mr. John Smith", "정보 씨", "name: Build Tools")))
          .with(
              new Recognizer.Detection(
                  Confidence.LOW,
                  List.of(KoreanNameCheck.ALONE, EnglishNameCheck.WORDS),
                  new PersonNameCheck(Confidence.LOW),
                  List.of("어제 ⟦김민수⟧가 왔다", "met ⟦Mary Johnson⟧ there"),
                  List.of("정보가 없다", "The New York Times", "전화기가 없다")));

  private PersonNameRecognizer() {}
}
