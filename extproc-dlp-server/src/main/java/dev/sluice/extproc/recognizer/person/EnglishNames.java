package dev.sluice.extproc.recognizer.person;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The frequent first and last names of the United States, and the words that are no names. */
final class EnglishNames {
  private static final Set<String> FIRST =
      words(
          """
          James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara Richard Susan Joseph
          Jessica Thomas Sarah Charles Karen Christopher Lisa Daniel Nancy Matthew Betty Anthony Margaret Mark Sandra
          Donald Ashley Steven Kimberly Paul Emily Andrew Donna Joshua Michelle Kenneth Carol Kevin Amanda Brian Dorothy
          George Melissa Timothy Deborah Ronald Stephanie Edward Rebecca Jason Sharon Jeffrey Laura Ryan Cynthia Jacob
          Kathleen Gary Amy Nicholas Angela Eric Shirley Jonathan Anna Stephen Brenda Larry Pamela Justin Emma Scott
          Nicole Brandon Helen Benjamin Samantha Samuel Katherine Gregory Christine Alexander Debra Frank Rachel Patrick
          Carolyn Raymond Janet Jack Catherine Dennis Maria Jerry Heather Tyler Diane Aaron Ruth Jose Julie Adam Olivia
          Nathan Joyce Henry Virginia Douglas Victoria Zachary Kelly Peter Lauren Kyle Christina Ethan Joan Walter Evelyn
          Noah Judith Jeremy Megan Christian Andrea Keith Cheryl Roger Hannah Terry Jacqueline Gerald Martha Harold Gloria
          Sean Teresa Austin Ann Carl Sara Arthur Madison Lawrence Frances Dylan Kathryn Jesse Janice Jordan Jean Bryan
          Abigail Billy Alice Joe Julia Bruce Judy Gabriel Sophia Logan Grace Albert Denise Willie Amber Alan Doris Juan
          Marilyn Wayne Danielle Elijah Beverly Randy Isabella Roy Theresa Vincent Diana Ralph Natalie Eugene Brittany
          Russell Charlotte Bobby Marie Mason Kayla Philip Alexis Louis Lori Harry Johnny Liam Lucas Oliver Mia Ava
          Chloe Ella Lily Zoe Claire Lucy Leah Audrey Stella Nora Hazel Violet Aurora Naomi Elena Ruby Eva Sadie Caleb
          Isaac Luke Owen Connor Eli Aiden Jackson Levi Wyatt Julian Leo Oscar Felix Simon Martin Edwin Craig Shawn Todd
          Derek Jared Travis Chad Marcus Antonio Carlos Luis Miguel Angel Pedro Ricardo Fernando Rosa Carmen Ana Tom Tim
          Jim Bob Mike Dave Steve Chris Matt Dan Ben Sam Alex Nick Tony Greg Jeff Ken Ron Don Kate Beth Sue Jane Anne
          """);

  private static final Set<String> LAST =
      words(
          """
          Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez Wilson
          Anderson Thomas Taylor Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark Ramirez Lewis Robinson
          Walker Young Allen King Wright Scott Torres Nguyen Hill Flores Green Adams Nelson Baker Hall Rivera Campbell
          Mitchell Carter Roberts Gomez Phillips Evans Turner Diaz Parker Cruz Edwards Collins Reyes Stewart Morris
          Morales Murphy Cook Rogers Gutierrez Ortiz Morgan Cooper Peterson Bailey Reed Kelly Howard Ramos Kim Cox Ward
          Richardson Watson Brooks Chavez Wood James Bennett Gray Mendoza Ruiz Hughes Price Alvarez Castillo Sanders Patel
          Myers Long Ross Foster Jimenez Powell Jenkins Perry Russell Sullivan Bell Coleman Butler Henderson Barnes
          Gonzales Fisher Vasquez Simmons Romero Jordan Patterson Alexander Hamilton Graham Reynolds Griffin Wallace Moreno
          West Cole Hayes Bryant Herrera Gibson Ellis Tran Medina Aguilar Stevens Murray Ford Castro Marshall Owens
          Harrison Fernandez McDonald Woods Washington Kennedy Wells Vargas Henry Chen Freeman Webb Tucker Guzman Burns
          Crawford Olson Simpson Porter Hunter Gordon Mendez Silva Shaw Snyder Mason Dixon Munoz Hunt Hicks Holmes Palmer
          Wagner Black Robertson Boyd Rose Stone Salazar Fox Warren Mills Meyer Rice Schmidt Garza Daniels Ferguson Nichols
          Stephens Soto Weaver Ryan Gardner Payne Grant Dunn Kelley Spencer Hawkins Arnold Pierce Hansen Peters Santos Hart
          Bradley Knight Elliott Cunningham Duncan Armstrong Hudson Carroll Lane Riley Andrews Alvarado Ray Delgado Berry
          Perkins Hoffman Johnston Matthews Pena Richards Contreras Willis Carpenter Lawrence Sandoval Guerrero Park Choi
          """);

  /** The capitalized words that end a name, or are none. */
  private static final Set<String> OTHER =
      words(
          """
          Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August
          September October November December Please Thank Thanks The This That There These Those Then What When Where
          Which Who Why How And But For Not Our Your His Her Its Their You She They Dear Hello Customer Service Support
          Team Desk Department Sales Account Number Name Address Phone Email Date Birth City State Country Order Invoice
          Company Inc Ltd Corp Group Bank Street Avenue Road Office Center Centre University School College Hospital
          Manager Director Engineer Sincerely Regards Best Kind New Test Example Sample User Admin Guest Unknown None Null
          True False Default Build Deploy Install Release Required Optional Sir Madam Safety Week Students Parents Sent
          Industries Systems Solutions Technologies Holdings Partners Motors Foods Media Labs Software Limited Agency
          Subject From Reply Forward All Both Any Contact Patient Passenger Applicant Teacher Student Course
          """);

  private EnglishNames() {}

  private static Set<String> words(String text) {
    return new HashSet<>(List.of(text.strip().split("\\s+")));
  }

  static boolean isFirst(String word) {
    return FIRST.contains(word);
  }

  static boolean isLast(String word) {
    return LAST.contains(word);
  }

  /** Returns true if a capitalized word cannot be part of a name. */
  static boolean isOther(String word) {
    return OTHER.contains(word);
  }
}
